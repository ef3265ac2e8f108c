"""For the people who write documents: schema and reference, scaffold, safe fixes, MSEL tables, format migrations.

Nothing here is needed to load or play a scenario; the commands import it when they run.
"""
