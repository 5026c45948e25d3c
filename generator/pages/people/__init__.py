"""What people did and how they are honoured: profiles, badges, rules, boards, certificates."""
