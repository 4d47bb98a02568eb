package org.followthrough.demo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.MailFolder;
import jakarta.mail.UIDFolder;
import org.jspecify.annotations.Nullable;

/**
 * Mail folders that remember the numbers of their mails until one comes or goes.
 * GreenMail's own lists all of them anew for each mail that a command passes, so that
 * with 10,000 mails a command takes seconds.
 */
final class RememberingFolders {

	private final ImapHostManager folders;

	private final Map<MailFolder, MailFolder> remembering = new ConcurrentHashMap<>();

	private RememberingFolders(ImapHostManager folders) {
		this.folders = folders;
	}

	/**
	 * The same folders, remembering.
	 * @param folders GreenMail's own
	 * @return all of them
	 */
	static ImapHostManager over(ImapHostManager folders) {
		RememberingFolders all = new RememberingFolders(folders);
		return (ImapHostManager) Proxy.newProxyInstance(RememberingFolders.class.getClassLoader(),
				new Class<?>[] { ImapHostManager.class }, (proxy, method, arguments) -> all.asked(method, arguments));
	}

	private @Nullable Object asked(Method method, Object @Nullable [] arguments) throws Throwable {
		Object answer = call(this.folders, method, arguments);
		return (answer instanceof MailFolder folder && folder instanceof UIDFolder)
				? this.remembering.computeIfAbsent(folder, RememberingFolders::remembering) : answer;
	}

	private static MailFolder remembering(MailFolder folder) {
		Numbers numbers = new Numbers(folder);
		return (MailFolder) Proxy.newProxyInstance(RememberingFolders.class.getClassLoader(),
				new Class<?>[] { MailFolder.class, UIDFolder.class },
				(proxy, method, arguments) -> method.getName().equals("getMessageUids") ? numbers.get()
						: call(folder, method, arguments));
	}

	private static @Nullable Object call(Object of, Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(of, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * The numbers of a folder's mails.
	 */
	private static final class Numbers {

		private final MailFolder folder;

		private volatile Known known = new Known(-1, -1, new long[0]);

		Numbers(MailFolder folder) {
			this.folder = folder;
		}

		/** One that comes takes a new number, one that goes leaves fewer. */
		long[] get() {
			long next = this.folder.getUIDNext();
			int count = this.folder.getMessageCount();
			Known now = this.known;
			if (now.next != next || now.count != count) {
				now = new Known(next, count, this.folder.getMessageUids());
				this.known = now;
			}
			return now.uids;
		}

	}

	private record Known(long next, int count, long[] uids) {
	}

}
