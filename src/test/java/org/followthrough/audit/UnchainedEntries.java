package org.followthrough.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.followthrough.audit.AuditMapper.LockedHead;
import org.followthrough.audit.AuditMapper.Row;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * An audit as others have it: entries are inserted, and nobody keeps the ends of streams
 * or waits for them. To be put into a copy of the application, to see what the chain
 * costs. Entries are hashed all the same, which costs microseconds.
 */
public class UnchainedEntries implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof AuditMapper mapper) ? Proxy.newProxyInstance(AuditMapper.class.getClassLoader(),
				new Class<?>[] { AuditMapper.class }, (proxy, method, given) -> unchained(mapper, method, given))
				: bean;
	}

	private static Object unchained(AuditMapper mapper, Method method, Object[] given) throws Throwable {
		return switch (method.getName()) {
			case "lockHead" -> unkept((String) given[0]);
			case "lockHeads" -> ((List<?>) given[0]).stream().map((stream) -> unkept((String) stream)).toList();
			case "moveHead" -> 1;
			case "moveLockedHeads" -> null;
			case "insert" -> {
				mapper.insert(
						((List<?>) given[0]).stream().map(Row.class::cast).map(UnchainedEntries::anywhere).toList());
				yield null;
			}
			default -> {
				try {
					yield method.invoke(mapper, given);
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			}
		};
	}

	private static LockedHead unkept(String stream) {
		return new LockedHead(stream, 0, Chain.START, null, null, null, null);
	}

	/** There is no next place without the end of the stream. */
	private static Row anywhere(Row row) {
		return new Row(row.stream(), ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), row.content(), row.hash());
	}

}
