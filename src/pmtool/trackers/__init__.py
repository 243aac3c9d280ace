"""Issue trackers over HTTP. Nothing here decides what is sent; tokens come from the environment and are
never shown."""
