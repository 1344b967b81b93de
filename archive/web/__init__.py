"""The pages that coordinators, archivists and analysts open in a browser: `coursekeep serve`. No network of its own."""
