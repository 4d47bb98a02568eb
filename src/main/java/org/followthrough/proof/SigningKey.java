package org.followthrough.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key that signs checkpoints (Ed25519). It lies in a file outside the database, that
 * nobody who can only change the database can sign.
 *
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
final class SigningKey {

	private static final byte ED25519 = 1;

	private static final int RAW = 32;

	private static final Pattern PEM = Pattern.compile("-----BEGIN (\\w+) KEY-----([^-]+)-----END");

	private final String name;

	private final PrivateKey key;

	private final byte[] typedKey;

	private SigningKey(String name, PrivateKey key, PublicKey publicKey) {
		this.name = name;
		this.key = key;
		byte[] encoded = publicKey.getEncoded();
		this.typedKey = new byte[RAW + 1];
		this.typedKey[0] = ED25519;
		System.arraycopy(encoded, encoded.length - RAW, this.typedKey, 1, RAW);
	}

	/**
	 * Reads the key, or makes one where there is none.
	 * @param name what it is called by those who check
	 * @param file where it lies
	 * @throws IllegalStateException if the file can't be read or written, or holds
	 * something else
	 */
	static SigningKey at(String name, Path file) {
		try {
			if (!Files.exists(file)) {
				make(file);
			}
			byte[] privateKey = null;
			byte[] publicKey = null;
			Matcher part = PEM.matcher(Files.readString(file));
			while (part.find()) {
				byte[] content = Base64.getMimeDecoder().decode(part.group(2));
				if (part.group(1).equals("PRIVATE")) {
					privateKey = content;
				}
				else {
					publicKey = content;
				}
			}
			if (privateKey == null || publicKey == null) {
				throw new IllegalStateException(file + " holds no private key with its public key, as PEM");
			}
			KeyFactory keys = KeyFactory.getInstance("Ed25519");
			return new SigningKey(name, keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
					keys.generatePublic(new X509EncodedKeySpec(publicKey)));
		}
		catch (IOException | GeneralSecurityException | IllegalArgumentException ex) {
			throw new IllegalStateException("The key that signs checkpoints can't be read from " + file
					+ ": see the setting followthrough.proof.key", ex);
		}
	}

	private static void make(Path file) throws IOException, GeneralSecurityException {
		KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		Path folder = file.toAbsolutePath().getParent();
		Files.createDirectories(folder);
		Path fresh = Files.createTempFile(folder, "key", ".pem");
		if (Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null) {
			Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
		}
		Files.writeString(fresh,
				pem("PRIVATE", pair.getPrivate().getEncoded()) + pem("PUBLIC", pair.getPublic().getEncoded()),
				StandardOpenOption.SYNC);
		Files.move(fresh, file);
	}

	private static String pem(String kind, byte[] content) {
		return "-----BEGIN " + kind + " KEY-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + kind
				+ " KEY-----\n";
	}

	/** The public key, in the form that tools for signed notes take. */
	String verifier() {
		return this.name + "+" + HexFormat.of().formatHex(id()) + "+"
				+ Base64.getEncoder().encodeToString(this.typedKey);
	}

	/** Signs a text of lines: the text, an empty line, the signature. */
	String sign(String text) {
		try {
			Signature signature = Signature.getInstance("Ed25519");
			signature.initSign(this.key);
			signature.update(text.getBytes(StandardCharsets.UTF_8));
			byte[] signed = signature.sign();
			byte[] line = Arrays.copyOf(id(), 4 + signed.length);
			System.arraycopy(signed, 0, line, 4, signed.length);
			return text + "\n\u2014 " + this.name + " " + Base64.getEncoder().encodeToString(line) + "\n";
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private byte[] id() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update((this.name + "\n").getBytes(StandardCharsets.UTF_8));
			return Arrays.copyOf(digest.digest(this.typedKey), 4);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
