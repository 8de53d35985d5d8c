"""From files to the bank: read, compare with what is there, write in one transaction, take back."""
