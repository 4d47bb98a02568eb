package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is open on the mail server, asked in few words: small mails come by the
 * handful and are marked by the handful. Each command is a way there and back, and some
 * servers look through the whole folder for each.
 */
final class OpenFolder {

	/** A mail that is larger comes by itself, in pieces. */
	static final int SMALL = 256 << 10;

	/** How much of mail is asked for at once, by what the server says of its size. */
	private static final int HANDFUL_BYTES = 1 << 20;

	private static final int HANDFUL = 50;

	/** So few may all be as large as small mails are: nobody asks how large they are. */
	private static final int FEW = HANDFUL_BYTES / SMALL;

	private final IMAPFolder folder;

	OpenFolder(IMAPFolder folder) {
		this.folder = folder;
	}

	boolean isOpen() {
		return this.folder.isOpen();
	}

	long validity() throws MessagingException {
		return this.folder.getUIDValidity();
	}

	/** Has the server tell of what came since it was asked last. */
	void refresh() throws MessagingException {
		requireOpen();
		this.folder.doCommand((protocol) -> {
			protocol.noop();
			return null;
		});
	}

	/**
	 * The mails that came after one.
	 * @param last the UID of that one
	 * @param most how many at the most
	 * @return their UIDs, the first at the front
	 */
	List<Long> after(long last, int most) throws MessagingException {
		List<FetchResponse> answers = ask((last + 1) + ":*", "UID");
		// Of some mails servers tell before they announce them. Those aren't there yet,
		// and would be taken for deleted.
		int announced = this.folder.getMessageCount();
		// Asked for more than there is, a server answers with the last one.
		return answers.stream()
			.filter((answer) -> answer.getNumber() <= announced)
			.map(OpenFolder::uid)
			.filter((uid) -> uid > last)
			.sorted()
			.distinct()
			.limit(most)
			.toList();
	}

	/**
	 * Divides mails into handfuls. What isn't known to be small is one by itself.
	 * @param uids the mails
	 * @return all of them, in their order
	 */
	List<Handful> handfuls(List<Long> uids) throws MessagingException {
		Map<Long, Long> sizes = (uids.size() > FEW) ? sizes(uids) : Map.of();
		long unknown = (uids.size() > FEW) ? Long.MAX_VALUE : SMALL;
		List<Handful> handfuls = new ArrayList<>();
		long room = 0;
		for (long uid : uids) {
			// Even one that is said to hold nothing takes some room.
			long size = Math.max(1, sizes.getOrDefault(uid, unknown));
			if (size > SMALL) {
				handfuls.add(new Handful(List.of(uid), false));
				room = 0;
			}
			else {
				if (size > room || last(handfuls).uids().size() == HANDFUL) {
					handfuls.add(new Handful(new ArrayList<>(), true));
					room = HANDFUL_BYTES;
				}
				last(handfuls).uids().add(uid);
				room -= size;
			}
		}
		return handfuls;
	}

	private static Handful last(List<Handful> handfuls) {
		return handfuls.get(handfuls.size() - 1);
	}

	private Map<Long, Long> sizes(List<Long> uids) throws MessagingException {
		Map<Long, Long> sizes = new HashMap<>();
		for (FetchResponse answer : ask(set(uids), "UID RFC822.SIZE")) {
			RFC822SIZE size = answer.getItem(RFC822SIZE.class);
			if (size != null) {
				sizes.put(uid(answer), size.size);
			}
		}
		return sizes;
	}

	/**
	 * What a handful of mails holds, byte for byte.
	 * @param uids the mails
	 * @return the bytes of those that are small and came whole, by UID; others are to be
	 * fetched by themselves
	 */
	Map<Long, byte[]> whole(List<Long> uids) throws MessagingException {
		Map<Long, byte[]> whole = new HashMap<>();
		// However large a server lets a mail become, no more than that is taken.
		for (FetchResponse answer : ask(set(uids), "UID RFC822.SIZE BODY.PEEK[]<0." + (SMALL + 1) + ">")) {
			BODY body = answer.getItem(BODY.class);
			RFC822SIZE size = answer.getItem(RFC822SIZE.class);
			if (body != null && size != null && body.getOrigin() <= 0 && body.getByteArray() != null) {
				int count = body.getByteArray().getCount();
				if (count > 0 && count <= SMALL && count >= size.size) {
					whole.put(uid(answer), body.getByteArray().getNewBytes());
				}
			}
		}
		return whole;
	}

	/**
	 * A mail, for fetching it in pieces.
	 * @return the mail, unless it was removed
	 */
	@Nullable IMAPMessage message(long uid) throws MessagingException {
		return (IMAPMessage) this.folder.getMessageByUID(uid);
	}

	/** For people who look into the mailbox. */
	void markSeen(List<Long> uids) throws MessagingException {
		if (!uids.isEmpty()) {
			ask("UID STORE " + set(uids) + " +FLAGS.SILENT (\\Seen)");
		}
	}

	private List<FetchResponse> ask(String which, String what) throws MessagingException {
		return ask("UID FETCH " + which + " (" + what + ")");
	}

	private List<FetchResponse> ask(String command) throws MessagingException {
		requireOpen();
		List<FetchResponse> answers = new ArrayList<>();
		this.folder.doCommand((protocol) -> {
			Response[] all = protocol.command(command, null);
			for (int i = 0; i < all.length; i++) {
				if (all[i] instanceof FetchResponse answer && answer.getItem(UID.class) != null) {
					answers.add(answer);
					// The mail library would make an object of each and keep it.
					all[i] = null;
				}
			}
			protocol.notifyResponseHandlers(all);
			protocol.handleResult(all[all.length - 1]);
			return null;
		});
		return answers;
	}

	/** On a closed folder a command would go out by another connection. */
	private void requireOpen() throws FolderClosedException {
		if (!isOpen()) {
			throw new FolderClosedException(this.folder, "The connection to the mail server ended");
		}
	}

	private static long uid(FetchResponse answer) {
		return answer.getItem(UID.class).uid;
	}

	private static String set(Collection<Long> uids) {
		return UIDSet.toString(UIDSet.createUIDSets(uids.stream().mapToLong(Long::longValue).toArray()));
	}

	/**
	 * Mails that are fetched at once.
	 *
	 * @param uids the mails
	 * @param small whether they are small enough for that; else it is one, which comes in
	 * pieces
	 */
	record Handful(List<Long> uids, boolean small) {
	}

}
