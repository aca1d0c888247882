"""The catalogue as JSON, one file for each kind of thing."""
