"""Websockets as this server needs them: thousands of screens that listen and have next to nothing to say."""
