talk = Gesprek
talk-place = Plaats
talk-kind = Soort gesprek
talk-minutes = Minuten
talk-facts = Plaats, soort en tijd: { $facts }
talk-facts-title = Plaats, soort en tijd
talk-is-closed = Dit gesprek is afgerond
company-ask = Wie is erbij?
company-alone = Alleen
company-somebody = Iemand erbij

card-done = (ingevuld)
card-wish = Wens en kracht
card-themes = Andere thema’s
card-next = Volgende stap

ask-wish = Wat wilt u graag?
ask-strengths = Wat kunt u goed?
still-true = Klopt nog
not-today = Vandaag niet besproken
ask-wants = Wilt u hier zelf iets aan doen?
ask-hindrance = Houdt dit u tegen om mee te doen?
ask-barrier-schulden = Houden schulden u tegen om mee te doen?
ask-barrier-geld = Houdt te weinig geld u tegen om mee te doen?
hindrance-0 = niet
hindrance-1 = een beetje
hindrance-2 = best veel
hindrance-3 = heel erg
hindrance-last = Op { $on }: { $words }

ask-theme = Wat wilt u hierover vertellen?
ask-theme-lichamelijke_gezondheid = Hoe gaat het met uw lichaam?
ask-theme-geestelijke_gezondheid = Hoe voelt u zich?
ask-theme-sociaal_netwerk = Wie ziet of spreekt u?
ask-theme-financien = Hoe gaat het met geld?
ask-theme-huisvesting = Hoe woont u?
ask-theme-werk_en_opleiding = Wat hebt u gedaan of geleerd?
ask-theme-dagritme = Hoe ziet uw dag eruit?
ask-theme-taal_en_geletterdheid = Hoe gaat het met lezen en schrijven?
ask-theme-leefstijl = Hoe gaat het met eten, bewegen en roken?
ask-theme-gezin = Hoe gaat het thuis met iedereen?
ask-theme-mantelzorg = Voor wie zorgt u?
ask-theme-zingeving = Wat is voor u belangrijk?
ask-theme-vervoer = Hoe komt u ergens?
ask-theme-veiligheid_thuis = Voelt u zich thuis veilig?
ask-theme-formulieren_en_digitaal = Lukt het met formulieren en de computer?
ask-theme-verlies = Wie of wat mist u?
themes-add = Waar wilt u het nog over hebben?
themes-add-another = Nog een thema
themes-none = Geen andere thema’s besproken.

ask-ladder = Waar staat deze inwoner nu?
ask-step = Wat is de volgende stap?
ask-step-who = Wie doet dat?
ask-step-on = Wanneer?
who-coach = de coach
who-together = samen
who-other = iemand anders
in-weeks = { $weeks ->
    [one] over 1 week
   *[other] over { $weeks } weken
}

finish-later = Later uitwerken
finish = Afronden
amend = Aanvullen
to-dossier = Naar dossier
