"""The few steps that cross capabilities, in order.

Received: log, assess, first notice (N1). Reviewed. Decided: decision, decision notice. Answered:
reply and, where a release was notified, the access and the release notice (N2). Each step is one
transaction with its audit log entry.
"""
