"""Whether an archive is what it was: every byte of the WARC files, and all that is said of them beside them. Changes nothing."""
