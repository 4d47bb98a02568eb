package org.followthrough.correspondence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;

/**
 * What somebody signed, without the signature around it. Whether it is right, nobody here
 * can say: we don't know whose keys to trust.
 */
final class SignedMail {

	/** RFC 9580, section 7: a message that is signed and can be read as it is. */
	private static final Pattern CLEAR = Pattern.compile(
			"-----BEGIN PGP SIGNED MESSAGE-----[ \\t]*+\\R(?:[A-Za-z-]{1,40}: [^\\r\\n]{0,200}+\\R){0,10}+[ \\t]*+\\R"
					+ "(.{0,4000000}?)\\R-----BEGIN PGP SIGNATURE-----.{0,100000}?-----END PGP SIGNATURE-----",
			Pattern.DOTALL);

	private SignedMail() {
	}

	/** Whether a part is a mail in a signature, or in an encryption (RFC 8551). */
	static boolean isWrapped(String type) {
		return type.equals("application/pkcs7-mime") || type.equals("application/x-pkcs7-mime");
	}

	/**
	 * Takes the mail out of an S/MIME signature (RFC 8551, section 3.5.2).
	 * @param wrapped the part
	 * @return the mail within; empty if it is encrypted, or none
	 */
	static Optional<byte[]> unwrapped(byte[] wrapped) {
		try {
			CMSTypedData content = new CMSSignedData(wrapped).getSignedContent();
			return (content != null && content.getContent() instanceof byte[] mail) ? Optional.of(mail)
					: Optional.empty();
		}
		catch (CMSException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Takes the signatures of PGP from around words.
	 * @param words as they came
	 * @return as they were written
	 */
	static String clear(String words) {
		return words.contains("-----BEGIN PGP SIGNED MESSAGE-----")
				? CLEAR.matcher(words)
					.replaceAll((signed) -> Matcher.quoteReplacement(signed.group(1).replaceAll("(?m)^- ", "")))
				: words;
	}

}
