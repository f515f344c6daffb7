"""Characters that look alike, and regular expressions: what readers and fields share."""
