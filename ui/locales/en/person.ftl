people-search = Search by name or in notes
people-add = Add a person
people-choose = Choose a person on the left, or search for a part of the name.
people-none = Nobody found. Try another part of the name.
people-none-but-notes = Nobody is called that. It does stand in a note.
people-found = { $count ->
    [one] 1 person found
   *[other] { $count } people found
}
people-count = { $count ->
    [one] Team { $team }, 1 person. The date is that of the last talk.
   *[other] Team { $team }, { $count } people. The date is that of the last talk.
}
notes-found = { $count ->
    [one] Found in 1 note
   *[other] Found in { $count } notes
}
note-kind = { $kind ->
    [conversation] Talk
    [theme_note] Theme
    [goal] Goal
    [next_step] Next step
    [agreement] Agreement
    [referral] Referral
   *[other] Note
}
note-health = About health. You read it in the talk itself.
people-nearly = Nobody has exactly that name. Perhaps you mean:
people-last-talk = Last talk:
people-unfinished = Talk to work out
people-show-all = Show all { $count }

person-add = Add a person
person-name = Name
person-name-needed = Fill in a name.
person-birth-year = Year of birth
person-year-wrong = Fill in four digits, such as 1963.
person-village = Village
person-village-needed = Choose a village.
person-phone = Telephone
person-address = Address
person-more = Group, law and how somebody came to you
person-group = Group
person-law = Law
person-inflow = Came through
person-alike = { $count ->
    [one] Is this the same person?
   *[other] Is it one of these people?
}
person-last-talk = last talk { $on }
person-keep = Add
person-keep-anyway = Add anyway, it is somebody else
