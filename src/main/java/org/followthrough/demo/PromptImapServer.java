package org.followthrough.demo;

import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * An IMAP server that doesn't hold back the ends of its answers, and manages large
 * mailboxes. GreenMail's own writes an answer in pieces, and each of them waits 40 ms for
 * the one before to be confirmed.
 */
class PromptImapServer extends AbstractServer {

	private final ImapHostManager folders;

	PromptImapServer(ServerSetup setup, Managers managers) {
		super(setup, managers);
		this.folders = RememberingFolders.over(managers.getImapHostManager());
	}

	@Override
	protected ProtocolHandler createProtocolHandler(Socket client) {
		try {
			client.setTcpNoDelay(true);
		}
		catch (SocketException ex) {
			throw new UncheckedIOException(ex);
		}
		return new ImapHandler(this.managers.getUserManager(), this.folders, client);
	}

}
