"""A unit's hub: the remote over HTTP, and the server."""
