"""The way from "something changed" to "everyone sees it"."""
