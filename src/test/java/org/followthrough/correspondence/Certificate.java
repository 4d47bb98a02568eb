package org.followthrough.correspondence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.followthrough.testing.TestSettings;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A certificate that a mail server of a test made for itself.
 */
final class Certificate {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final KeyStore store;

	private Certificate(KeyStore store) {
		this.store = store;
	}

	/**
	 * Makes one.
	 * @param host the name or address that it is for
	 */
	static Certificate of(String host) {
		Path file = TestSettings.TARGET.resolve("certificates").resolve(host + "-" + ProcessHandle.current().pid());
		try {
			Files.createDirectories(file.getParent());
			Files.deleteIfExists(file);
			String name = Character.isDigit(host.charAt(0)) ? "ip:" + host : "dns:" + host;
			Process made = new ProcessBuilder(
					List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
							"-alias", "mail", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=" + name,
							"-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)))
				.inheritIO()
				.start();
			if (made.waitFor() != 0) {
				throw new IllegalStateException("keytool made no certificate");
			}
			KeyStore store = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(file)) {
				store.load(in, PASSWORD);
			}
			return new Certificate(store);
		}
		catch (IOException | InterruptedException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** For the server. */
	SSLContext context() {
		try {
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(this.store, PASSWORD);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), null, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** For whoever trusts it, as the settings of a bundle make them. */
	SslBundles trusted(String bundle) {
		try {
			String pem = "-----BEGIN CERTIFICATE-----\n"
					+ Base64.getMimeEncoder().encodeToString(this.store.getCertificate("mail").getEncoded())
					+ "\n-----END CERTIFICATE-----\n";
			return new DefaultSslBundleRegistry(bundle,
					SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(pem))));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
