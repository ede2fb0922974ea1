start-progress = Stap { $step } van { $steps }
start-language-title = Welkom
start-welcome = In een paar stappen maken we dit apparaat klaar voor uw gesprekken. Welke taal wilt u lezen?
start-address-title = Verbinden met uw gemeente
start-address-why = Van uw beheerder kreeg u een adres en een code. De code werkt één keer. Voor deze stap hebt u internet nodig.
start-server = Adres van de server
start-server-hint = Bijvoorbeeld: https://meedoen.bergendal.nl
start-code = Code
start-code-hint = Typ de code precies over.
start-passphrase-title = Uw wachtzin
start-passphrase-why = Met deze zin opent u Meedoen op dit apparaat. Neem een paar woorden die u goed onthoudt, samen minstens { $least } tekens.
start-no-keychain = Dit apparaat heeft geen sleutelbos. Daarom beschermt alleen uw wachtzin de dossiers. Neem een langere: minstens { $least } tekens.
start-passphrase-loss = Niemand kan deze zin voor u terughalen, ook de beheerder niet. Bent u hem kwijt? Dan bent u ook het werk kwijt dat nog niet verstuurd is.
start-enrol = Apparaat klaarmaken
start-busy = Bezig met klaarmaken…
start-busy-why = Het apparaat wordt klaargemaakt. Dit duurt een paar tellen.
start-pin-title = Een pincode om snel terug te komen
start-pin-why = Met Verbergen zet u uw werk snel uit het zicht. Met een pincode bent u zo weer terug. Zonder pincode typt u dan uw wachtzin.
start-skip = Overslaan
start-keep-pin = Pincode bewaren

passphrase = Wachtzin
passphrase-again = Nog een keer
passphrase-show = Wachtzin laten zien
passphrase-hint = Vier of vijf losse woorden werken goed.
passphrase-too-short = { $left ->
    [one] Nog 1 teken
   *[other] Nog { $left } tekens
}
passphrase-unequal = De twee zinnen zijn niet gelijk. Typ ze nog een keer.
strength-0 = Heel makkelijk te raden
strength-1 = Makkelijk te raden
strength-2 = Kan beter
strength-3 = Goed
strength-4 = Heel goed

pin = Pincode
pin-hint = 4, 5 of 6 cijfers
pin-wrong = { $left ->
    [one] Dat klopt niet. U kunt het nog 1 keer proberen.
   *[other] Dat klopt niet. U kunt het nog { $left } keer proberen.
}
