package org.followthrough.journey;

import java.util.Map;
import java.util.function.Supplier;

import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.followthrough.audit.Audit;

/**
 * The engine's own accounts, with an audit entry for every right given and taken, also
 * when it is done in Camunda Admin.
 */
class RecordedIdentities extends DbIdentityServiceProvider {

	private final Audit audit;

	RecordedIdentities(Audit audit) {
		this.audit = audit;
	}

	static SessionFactory factory(Supplier<Audit> audit) {
		return new SessionFactory() {

			@Override
			public Class<?> getSessionType() {
				return RecordedIdentities.class;
			}

			@Override
			public Session openSession() {
				return new RecordedIdentities(audit.get());
			}

		};
	}

	@Override
	public IdentityOperationResult saveUser(User user) {
		IdentityOperationResult result = super.saveUser(user);
		this.audit.record(Audit.SYSTEM, "account.saved", Map.of("account", user.getId()));
		return result;
	}

	@Override
	public IdentityOperationResult deleteUser(String userId) {
		IdentityOperationResult result = super.deleteUser(userId);
		this.audit.record(Audit.SYSTEM, "account.deleted", Map.of("account", userId));
		return result;
	}

	@Override
	public IdentityOperationResult createMembership(String userId, String groupId) {
		IdentityOperationResult result = super.createMembership(userId, groupId);
		this.audit.record(Audit.SYSTEM, "account.joined", Map.of("account", userId, "group", groupId));
		return result;
	}

	@Override
	public IdentityOperationResult deleteMembership(String userId, String groupId) {
		IdentityOperationResult result = super.deleteMembership(userId, groupId);
		this.audit.record(Audit.SYSTEM, "account.left", Map.of("account", userId, "group", groupId));
		return result;
	}

}
