package org.followthrough.correspondence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;

import jakarta.mail.MessagingException;
import org.assertj.core.api.Assertions;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.followthrough.testing.Corpora;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mail that comes in a signature, an encryption or Outlook's own box.
 */
class WrappedMailTests {

	private static final String ADA = "Ada <ada@example.org>";

	private static final X500Name NAME = new X500Name("CN=Ada");

	private final MailReader reader = new MailReader(MailReaderTests.settings("support@followthrough.example"));

	private ReceivedMail read(RawMail mail) throws MessagingException {
		return this.reader.read(mail.bytes());
	}

	private static RawMail wrapped(String type, byte[] content) {
		return RawMail.from(ADA)
			.with("MIME-Version", "1.0")
			.with("Content-Type", type)
			.with("Content-Transfer-Encoding", "base64")
			.text(Base64.getMimeEncoder().encodeToString(content));
	}

	@Test
	void anSMimeMailWithinItsSignatureIsReadLikeAnyOther() throws Exception {
		byte[] within = RawMail.from(ADA)
			.parts("multipart/mixed", RawMail.part("text/plain; charset=utf-8", "Grüße, it does not print"),
					RawMail.file("log.txt", "text/plain", "line".getBytes(StandardCharsets.UTF_8)))
			.bytes();
		ReceivedMail mail = read(
				wrapped("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", signed(within)));
		assertThat(mail.text()).isEqualTo("Grüße, it does not print");
		assertThat(mail.parts()).extracting(ReceivedMail.Part::name).containsExactly("log.txt");
	}

	@Test
	void anEncryptedMailSaysThatItIs() throws Exception {
		byte[] encrypted = encrypted("secret words".getBytes(StandardCharsets.UTF_8));
		ReceivedMail mail = read(
				wrapped("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", encrypted));
		assertThat(mail.text()).contains("This mail is encrypted").doesNotContain("secret words");
		assertThat(mail.parts()).extracting(ReceivedMail.Part::name).containsExactly("smime.p7m");
		assertThat(mail.parts().get(0).content()).isEqualTo(encrypted);
		ReceivedMail pgp = read(RawMail.from(ADA)
			.parts("multipart/encrypted", RawMail.part("application/pgp-encrypted", "Version: 1"),
					RawMail.file("encrypted.asc", "application/octet-stream", new byte[] { 1, 2, 3 })));
		assertThat(pgp.text()).contains("This mail is encrypted");
		assertThat(pgp.parts()).extracting(ReceivedMail.Part::name).contains("encrypted.asc");
	}

	@Test
	void wordsThatPgpSignedAreReadWithoutTheSignature() throws Exception {
		String signature = "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE$1$2\n=abcd\n-----END PGP SIGNATURE-----";
		ReceivedMail mail = read(RawMail.from(ADA).text("""
				-----BEGIN PGP SIGNED MESSAGE-----
				Hash: SHA256

				Dear support,
				- - - this is a line of mine
				it costs $1.
				""" + signature + "\n\nPS: not signed"));
		assertThat(mail.text()).isEqualTo("Dear support,\n- - this is a line of mine\nit costs $1.\n\nPS: not signed");
		String unended = "-----BEGIN PGP SIGNED MESSAGE-----\n\nwords";
		assertThat(read(RawMail.from(ADA).text(unended)).text()).isEqualTo(unended);
		ReceivedMail detached = read(RawMail.from(ADA)
			.parts("multipart/signed", RawMail.part("text/plain", "signed words"), RawMail.file("signature.asc",
					"application/pgp-signature", signature.getBytes(StandardCharsets.UTF_8))));
		assertThat(detached.text()).isEqualTo("signed words");
	}

	@Test
	void filesInWinmailDatAreTakenOut() throws Exception {
		byte[] large = new byte[3 << 20];
		new Random(7).nextBytes(large);
		ReceivedMail mail = read(
				RawMail.from(ADA)
					.parts("multipart/mixed", RawMail.part("text/plain", "see the files"), RawMail.file("winmail.dat",
							"application/ms-tnef",
							tnef("screen.png", large, "../orders.csv", "a,b".getBytes(StandardCharsets.UTF_8)))));
		assertThat(mail.text()).isEqualTo("see the files");
		assertThat(mail.parts()).extracting(ReceivedMail.Part::name).containsExactly("screen.png", "__orders.csv");
		assertThat(mail.parts().get(0).content()).isEqualTo(large);
	}

	@Test
	void aWinmailDatThatIsNoneIsKeptAsItCame() throws Exception {
		byte[] none = "not Outlook's".getBytes(StandardCharsets.UTF_8);
		ReceivedMail mail = read(RawMail.from(ADA)
			.parts("multipart/mixed", RawMail.part("text/plain", "x"),
					RawMail.file("winmail.dat", "application/ms-tnef", none)));
		assertThat(mail.parts()).hasSize(1);
		assertThat(mail.parts().get(0).content()).isEqualTo(none);
	}

	@Test
	void brokenBoxesAndSignaturesNeverStopAMail() throws Exception {
		byte[] box = tnef("a.txt", new byte[2000], "b.txt", new byte[300]);
		byte[] signature = signed("Content-Type: text/plain\r\n\r\nwords".getBytes(StandardCharsets.UTF_8));
		Random random = new Random(42);
		Assertions.assertThatCode(() -> {
			for (int i = 0; i < 400; i++) {
				byte[] broken = damaged((i % 2 == 0) ? box : signature, random);
				String type = (i % 2 == 0) ? "application/ms-tnef" : "application/pkcs7-mime";
				assertThat(read(RawMail.from(ADA)
					.parts("multipart/mixed", RawMail.part("text/plain", "words"), RawMail.file("f", type, broken)))
					.text()).startsWith("words");
			}
		}).doesNotThrowAnyException();
	}

	private static byte[] damaged(byte[] whole, Random random) {
		byte[] broken = Arrays.copyOf(whole, (random.nextInt(3) == 0) ? random.nextInt(whole.length) : whole.length);
		for (int i = 0; i < 1 + random.nextInt(8) && broken.length > 0; i++) {
			broken[random.nextInt(Math.min(broken.length, 400))] = (byte) random.nextInt();
		}
		return broken;
	}

	@Test
	void realBoxesAreOpened() throws Exception {
		Path folder = Corpora.folder("mail-bounces-sisimai");
		for (String name : List.of("lhost-amazonworkmail-01", "lhost-amazonworkmail-04", "lhost-amazonworkmail-08")) {
			byte[] raw = Files.readAllBytes(folder.resolve("maildir/bsd/" + name + ".eml"));
			assertThat(new String(raw, StandardCharsets.ISO_8859_1)).contains("winmail.dat");
			assertThat(this.reader.read(raw).parts()).as(name)
				.extracting(ReceivedMail.Part::name)
				.doesNotContain("winmail.dat");
		}
	}

	private static KeyPair keys() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		return generator.generateKeyPair();
	}

	private static X509CertificateHolder certificate(KeyPair keys) throws Exception {
		Instant now = Instant.parse("2026-01-01T00:00:00Z");
		return new JcaX509v3CertificateBuilder(NAME, BigInteger.ONE, Date.from(now),
				Date.from(now.plus(Duration.ofDays(365))), NAME, keys.getPublic())
			.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
	}

	private static byte[] signed(byte[] mail) throws Exception {
		KeyPair keys = keys();
		CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
		generator.addSignerInfoGenerator(
				new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", keys.getPrivate(), certificate(keys)));
		return generator.generate(new CMSProcessableByteArray(mail), true).getEncoded();
	}

	private static byte[] encrypted(byte[] mail) throws Exception {
		CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
		generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(
				new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter().getCertificate(certificate(keys()))));
		return generator
			.generate(new CMSProcessableByteArray(mail),
					new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC).build())
			.getEncoded();
	}

	/** As [MS-OXTNEF] 2.1 lays it out. */
	private static byte[] tnef(String firstName, byte[] first, String secondName, byte[] second) throws IOException {
		ByteArrayOutputStream box = new ByteArrayOutputStream();
		box.write(ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN).putInt(0x223e9f78).putShort((short) 1).array());
		attribute(box, 1, 0x00089006, new byte[] { 0, 0, 1, 0 });
		file(box, firstName, first);
		file(box, secondName, second);
		return box.toByteArray();
	}

	private static void file(ByteArrayOutputStream box, String name, byte[] content) throws IOException {
		attribute(box, 2, 0x00069002, new byte[14]);
		attribute(box, 2, 0x00018010, (name + "\0").getBytes(StandardCharsets.US_ASCII));
		attribute(box, 2, 0x0006800f, content);
	}

	private static void attribute(ByteArrayOutputStream box, int level, int id, byte[] data) throws IOException {
		int sum = 0;
		for (byte one : data) {
			sum += one & 0xff;
		}
		box.write(level);
		box.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(id).putInt(data.length).array());
		box.write(data);
		box.write(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) sum).array());
	}

}
