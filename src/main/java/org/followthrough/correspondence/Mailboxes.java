package org.followthrough.correspondence;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.correspondence.MailboxMapper.Health;
import org.followthrough.database.Transactions;
import org.followthrough.web.Refusal;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mailboxes that mail comes in by, each read by a worker of its own, so that none
 * waits for another's server.
 */
@Component
public class Mailboxes implements SmartLifecycle {

	private final MailSettings settings;

	private final MailboxMapper rows;

	private final IncomingMailMapper mails;

	private final UnfetchedMailMapper unfetched;

	private final Map<String, Mailbox> workers = new LinkedHashMap<>();

	private volatile boolean running;

	Mailboxes(MailSettings settings, SslBundles bundles, MailboxMapper rows, IncomingMailMapper mails,
			UnfetchedMailMapper unfetched, MailIntake intake, Transactions transactions, Clock clock) {
		this.settings = settings;
		this.rows = rows;
		this.mails = mails;
		this.unfetched = unfetched;
		settings.mailboxes()
			.forEach((name, one) -> this.workers.put(name, new Mailbox(one, new MailboxConnection(one, bundles, clock),
					new MailboxHold(one.place(), rows, transactions, clock), intake, clock)));
	}

	/**
	 * Has all of them looked into now.
	 */
	public void wake() {
		this.workers.values().forEach(Mailbox::wake);
	}

	/**
	 * Has a mailbox looked into now, by whichever node reads it.
	 * @param name what the settings call it
	 */
	public void lookInto(String name) {
		Optional.ofNullable(this.workers.get(name)).orElseThrow(NoMailbox::new).wake();
	}

	/**
	 * The teams whose mailboxes they are.
	 * @return their names
	 */
	public List<String> teams() {
		return this.settings.mailboxes()
			.values()
			.stream()
			.map(MailSettings.Mailbox::team)
			.filter((team) -> !team.isEmpty())
			.distinct()
			.toList();
	}

	/**
	 * How the mailboxes are.
	 * @return all that are configured
	 */
	@Transactional(readOnly = true)
	public List<MailboxView> all() {
		Map<String, Health> known = this.rows.all()
			.stream()
			.collect(Collectors.toMap(Health::place, Function.identity()));
		Map<String, Long> waiting = counts(this.mails.waiting());
		Map<String, Long> quarantined = counts(this.mails.quarantined());
		Map<String, Long> left = counts(this.unfetched.counts());
		List<MailboxView> all = new ArrayList<>();
		this.settings.mailboxes().forEach((name, one) -> {
			String place = one.place();
			Health health = known.getOrDefault(place, new Health(place, null, null, null, null, false));
			all.add(new MailboxView(name, one.address(), place, one.team().isEmpty() ? null : one.team(),
					one.oauth2().isConfigured(), one.security().name().toLowerCase(java.util.Locale.ROOT),
					health.listening(), health.readAt(), health.failingSince(), health.failedAt(), health.lastError(),
					waiting.getOrDefault(place, 0L), quarantined.getOrDefault(place, 0L),
					left.getOrDefault(place, 0L)));
		});
		return all;
	}

	private static Map<String, Long> counts(List<IncomingMailMapper.Count> counts) {
		return counts.stream()
			.collect(Collectors.toMap(IncomingMailMapper.Count::mailbox, IncomingMailMapper.Count::mails));
	}

	@Override
	public void start() {
		this.workers.values().forEach(Mailbox::start);
		this.running = true;
	}

	@Override
	public void stop() {
		this.workers.values().parallelStream().forEach(Mailbox::stop);
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * No mailbox is called so.
	 */
	static class NoMailbox extends Refusal {

		NoMailbox() {
			super(Kind.NOT_FOUND, "There is no mailbox of that name in the settings.");
		}

	}

}
