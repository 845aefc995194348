"""What trains the models of the packs, from data beside the project in `../shared/data`."""
