"""Many reports, one incident: mentions compared, joined and laid side by side. Pure functions; no store, no clock."""
