"""What is typed in a federal form that somebody filled in on a computer, proposed to whoever
records the request. Pictures of forms are not read here.

Values are proposals: a person confirms each. Citizenship and place of birth are recognized only so
that what is typed there is left alone.
"""
