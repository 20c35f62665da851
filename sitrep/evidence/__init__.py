"""The nouns of sitrep. Standard library only; every offset is a code point into `Document.text`, end exclusive."""
