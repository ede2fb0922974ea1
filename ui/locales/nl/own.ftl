# Mijn dossier: wat een inwoner mag zien, op het scherm en op papier. De inwoner wordt met u aangesproken.
own-file = Mijn dossier
own-what = Wat gaat mee?
own-room = Is er iemand anders bij? Laat dan alleen zien wat de inwoner wil.
own-facts = Uw gegevens
own-group-reason = Waarom die groep
own-doing = Waar u aan meedoet
own-outcome = { $what } op { $on }.
own-part-facts = Gegevens: naam, adres, groep
own-part-talks = Gesprekken: wens, wat goed gaat, volgende stap
own-part-themes = Wat is besproken per thema, ook gezondheid
own-part-agreements = Doelen en afspraken
own-part-knows = Wie weet wat
own-part-access = Wie kan kijken
own-part-corrections = Wat niet klopte
own-part-working = Werknotities
own-working-why = Werknotities zijn voor het werk van de coach. Ze gaan niet vanzelf mee. Vraagt de inwoner erom? Zet ze dan aan.
own-paper = Op papier
own-paper-file = mijn-dossier
own-title = Dossier van { $name }
own-of = Dit staat over u in Meedoen bij de gemeente { $municipality }. Klopt er iets niet? Zeg het tegen uw coach.
own-goals = Uw doelen
own-agreement = Onze afspraken van { $on }
own-agreement-draft = Hier zijn we nog mee bezig
own-goal-reached = { $what } (gelukt)
own-step-done = Gelukt: { $what }
own-step-open = Nog te doen: { $what }
own-talk = Gesprek op { $on }
own-talk-with = Gesprek op { $on } met { $name }
own-brief = Kort contact op { $on }
own-strengths = Dit gaat goed: { $text }
own-theme = { $theme }: { $text }
own-ladder = Zo doet u mee: { $name }. Dat is trede { $step } van 6.
own-barriers = Houdt dit u tegen om mee te doen? { $list }.
own-taking-part = Zo veel doet u mee: { $score } van 10.
own-health = Dit cijfer gaf u zelf, van 0 tot 10: { $list }.
own-soft = Zo gaat het, van 1 tot 5: { $list }.
own-zrm = Zo ziet uw coach het: { $list }.
own-step = Volgende stap: { $what }
own-step-by = Volgende stap: { $what } ({ $rest })
own-you = u
own-knows = Wie weet wat
own-knows-given = { $to }: u gaf toestemming op { $on }.
own-knows-given-before = { $to }: u gaf toestemming.
own-knows-refused = { $to }: u zei nee op { $on }.
own-knows-revoked = { $to }: u nam uw toestemming terug op { $on }.
own-knows-none = { $to }: er staat geen toestemming in het dossier.
own-knows-told = Daar weten ze: { $what }.
own-knows-reason = De reden was: { $text }
own-knows-nobody = Niemand anders heeft iets over u gekregen.
own-access = Wie kan in uw dossier kijken
own-access-coach = Uw vaste coach is { $name }.
own-access-team = Uit team { $team } kunnen ook kijken: { $names }.
own-looked = { $days ->
    [one] { $name } keek op { $on }.
   *[other] { $name } keek op { $days } dagen, voor het laatst op { $on }.
}
own-access-log = Meedoen schrijft op wie uw dossier opent, en op welke dag.
own-corrections = Wat u wilde verbeteren
own-correction-asked = Op { $on } zei u: { $text }
own-correction-open = U hoort voor { $on } wat we ermee doen.
own-working = Werknotities van uw coach

correction-title = Klopt er iets niet?
correction-ask = Wat klopt er niet? Schrijf het op zoals de inwoner het zegt.
correction-how = Dit blijft in het dossier staan. { $name } hoort binnen een maand wat u ermee doet.
correction-asked = Gevraagd op { $on }. Geef antwoord voor { $by }.
correction-answered = Beantwoord op { $on }: { $outcome }.
correction-answer = Wat hebt u gedaan? Of waarom niet?
correction-outcome = Wat is het antwoord?
correction-no-why = Laat u het zo staan? Schrijf dan eerst op waarom.
word-correction_outcome-aangepast = aangepast
word-correction_outcome-aangevuld = aangevuld
word-correction_outcome-blijft_staan = blijft zo staan
do-correction = Klopt niet, zegt { $name }: { $what }
todo-corrections = { $count ->
    [one] keer klopt er iets niet
   *[other] keer klopt er iets niet
}
todo-group-corrections = Klopt er iets niet?

card-working = Werknotitie
ask-working = Wat wilt u onthouden voor uw werk?
working-why = Alleen u en uw collega’s lezen dit. Het gaat niet vanzelf mee in Mijn dossier.
field-working_note-text = Werknotitie
field-correction-text = Wat er niet klopt
field-correction-asked_on = Gevraagd op
field-correction-asked_by = Opgeschreven door
field-correction-outcome = Antwoord op wat niet klopt
field-correction-answer = Wat ermee is gedaan
field-correction-answered_on = Beantwoord op
field-correction-answered_by = Beantwoord door
