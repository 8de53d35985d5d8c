"""What a hub serves: the protocol over HTTP, the board's page, the administrators' pages. Needs the extra ``hub``."""
