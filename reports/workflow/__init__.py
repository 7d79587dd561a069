"""THE TIMELINE: the few steps that cross capabilities, in order.

Received: log, assess, notice N1. Reviewed. Decided: decision, decision notice. Answered: reply, and
where a release was notified, the access and notice N2. Done: access. Every step is one transaction
with its entry in the audit log.
"""
