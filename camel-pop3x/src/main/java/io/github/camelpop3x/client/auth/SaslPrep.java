package io.github.camelpop3x.client.auth;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;

/** User names and passwords as SASLprep wants them (RFC 4013), for the mechanisms that ask for it. */
final class SaslPrep {

    private static final Profile PROFILE = new SASLprep();

    private SaslPrep() {}

    /**
     * The prepared text. Code points that Unicode 3.2 doesn't know pass as they are: RFC 3454's rule for queries.
     *
     * @param what is named in the error; the text isn't
     */
    static String prepared(String what, String text) throws MechanismException {
        try {
            String prepared = PROFILE.prepareQuery(text);
            if (!prepared.isEmpty()) {
                return prepared;
            }
        } catch (RuntimeException e) {
            // Its message shows parts of the text; and of a text that is mapped to nothing it finds no first character.
        }
        throw new MechanismException("the " + what + " has characters that SASLprep (RFC 4013) prohibits");
    }
}
