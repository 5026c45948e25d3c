"""What comes in from outside becomes files of the project; never reaches the build."""
