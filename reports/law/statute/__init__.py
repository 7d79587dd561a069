"""An official text lined up with the entries of the law register, sentence by sentence.

The sentences of a statute are not kept in the program. What is kept of those that were read is the
place and a digest of each (`SentenceRead`), so that another copy can be told from the one read.
"""
