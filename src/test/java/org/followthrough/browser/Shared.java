package org.followthrough.browser;

/**
 * The running application and the browser that all tests of this process share: begun
 * when the first one needs them, and closed when the process ends, since the test runner
 * begins anew with each class.
 */
final class Shared {

	private Shared() {
	}

	static Site site() {
		return SiteHolder.SITE;
	}

	static Chromium chromium() {
		return BrowserHolder.CHROMIUM;
	}

	private static <T extends AutoCloseable> T untilTheEnd(T opened) {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				opened.close();
			}
			catch (Exception ex) {
				// The process ends anyway.
			}
		}));
		return opened;
	}

	/** Begun when first asked for. */
	private static final class SiteHolder {

		static final Site SITE = untilTheEnd(Site.start());

	}

	/** Begun when first asked for. */
	private static final class BrowserHolder {

		static final Chromium CHROMIUM = untilTheEnd(Chromium.start());

	}

}
