package org.followthrough.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The demonstration's people, two for most groups, so that one can watch work change
 * hands.
 */
@Component
@ConditionalOnProperty(DemoEnvironment.ENABLED)
class DemoAccounts implements SmartLifecycle {

	private static final String PASSWORD = "demo";

	private static final Map<String, String> GROUPS = groups();

	private static final Map<String, String> NAMES = Map.of("agent1", "Anna Agent", "agent2", "Arif Agent", "support1",
			"Sara Support", "support2", "Sven Support", "engineer1", "Eva Engineer", "engineer2", "Emil Engineer",
			"manager1", "Mia Manager", "manager2", "Max Manager", "auditor1", "Ute Auditor", "admin1", "Ada Admin");

	private final People people;

	private volatile boolean running;

	DemoAccounts(People people) {
		this.people = people;
	}

	private static Map<String, String> groups() {
		Map<String, String> groups = new LinkedHashMap<>();
		groups.put("agent", Groups.AGENTS);
		groups.put("support", Groups.SUPPORT_ENGINEERS);
		groups.put("engineer", Groups.ENGINEERS);
		groups.put("manager", Groups.MANAGERS);
		groups.put("auditor", Groups.AUDITORS);
		groups.put("admin", Groups.ADMINS);
		return groups;
	}

	@Override
	public void start() {
		Actor.system().runs(() -> {
			if (this.people.areNone()) {
				NAMES.keySet().stream().sorted().forEach(this::add);
			}
		});
		this.running = true;
	}

	private void add(String account) {
		String group = GROUPS.get(account.replaceAll("\\d", ""));
		String name = NAMES.get(account);
		this.people.add(new Person(account, name, account + "@followthrough.example", Set.of(group)), PASSWORD);
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** After the groups exist, before requests come in. */
	@Override
	public int getPhase() {
		return 2;
	}

}
