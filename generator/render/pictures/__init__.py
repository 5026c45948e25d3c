"""Picture files: measured, cleaned and made smaller. The one door of Pillow."""
