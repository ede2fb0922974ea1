talk = Talk
talk-place = Place
talk-kind = Kind of talk
talk-minutes = Minutes
talk-facts = Place, kind and time: { $facts }
talk-facts-title = Place, kind and time
talk-is-closed = This talk is finished
company-ask = Who is there?
company-alone = Alone
company-somebody = With somebody

card-done = (filled in)
card-wish = Wish and strengths
card-themes = Other themes
card-next = Next step

ask-wish = What would you like?
ask-strengths = What are you good at?
still-true = Still true
not-today = Not discussed today
ask-wants = Do you want to work on this yourself?
ask-hindrance = Does this keep you from taking part?
ask-barrier-schulden = Do debts keep you from taking part?
ask-barrier-geld = Does too little money keep you from taking part?
hindrance-0 = not
hindrance-1 = a little
hindrance-2 = quite a lot
hindrance-3 = very much
hindrance-last = On { $on }: { $words }

ask-theme = What would you like to tell about this?
ask-theme-lichamelijke_gezondheid = How is your body doing?
ask-theme-geestelijke_gezondheid = How do you feel?
ask-theme-sociaal_netwerk = Whom do you see or speak?
ask-theme-financien = How are things with money?
ask-theme-huisvesting = How do you live?
ask-theme-werk_en_opleiding = What have you done or learned?
ask-theme-dagritme = What does your day look like?
ask-theme-taal_en_geletterdheid = How are reading and writing going?
ask-theme-leefstijl = How are eating, moving and smoking going?
ask-theme-gezin = How is everyone at home?
ask-theme-mantelzorg = Whom do you care for?
ask-theme-zingeving = What matters to you?
ask-theme-vervoer = How do you get around?
ask-theme-veiligheid_thuis = Do you feel safe at home?
ask-theme-formulieren_en_digitaal = Do forms and the computer work out?
ask-theme-verlies = Whom or what do you miss?
themes-add = What else would you like to talk about?
themes-add-another = Another theme
themes-none = No other themes were discussed.

ask-ladder = Where does this person stand now?
ask-step = What is the next step?
ask-step-who = Who does it?
ask-step-on = When?
who-coach = the coach
who-together = together
who-other = somebody else
in-weeks = { $weeks ->
    [one] in 1 week
   *[other] in { $weeks } weeks
}

finish-later = Work out later
finish = Finish
amend = Amend
to-dossier = To the file
