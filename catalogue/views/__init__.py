"""Pages of the catalogue, one file for each kind of thing. Everything shown is asked of the visibility query with `request.viewer`."""
