package io.dayside.ui;

import io.dayside.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Live updates over Redis, so that pages on every node hear them. Listeners on this node hear at once and do not need
 * Redis: losing it costs other nodes' freshness, nothing else.
 */
@Component
class RedisLiveUpdates implements LiveUpdates, MessageListener {

    static final String CHANNELS = "dayside:live:*";

    private static final Logger log = LoggerFactory.getLogger(RedisLiveUpdates.class);

    private record Listener(Set<TenantId> tenants, Topic topic, Runnable reaction) {}

    private final StringRedisTemplate redis;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final String node = UUID.randomUUID().toString();

    RedisLiveUpdates(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void changed(TenantId tenant, Topic topic) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            announce(tenant, topic);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                announce(tenant, topic);
            }
        });
    }

    private void announce(TenantId tenant, Topic topic) {
        Thread.startVirtualThread(() -> {
            tell(tenant, topic);
            publish(tenant, topic);
        });
    }

    private void publish(TenantId tenant, Topic topic) {
        try {
            redis.convertAndSend("dayside:live:" + tenant + ":" + topic, node);
        } catch (DataAccessException e) {
            log.warn("other nodes were not told of a change: Redis does not answer");
        }
    }

    @Override
    public void onMessage(Message message, byte @Nullable [] pattern) {
        if (new String(message.getBody(), StandardCharsets.UTF_8).equals(node)) {
            return;
        }
        var parts = new String(message.getChannel(), StandardCharsets.UTF_8).split(":", -1);
        tell(new TenantId(parts[2]), Topic.valueOf(parts[3]));
    }

    private void tell(TenantId tenant, Topic topic) {
        listeners.stream()
                .filter(listener ->
                        listener.topic() == topic && listener.tenants().contains(tenant))
                .forEach(RedisLiveUpdates::react);
    }

    /** A page that is going away must not keep others from hearing. */
    private static void react(Listener listener) {
        try {
            listener.reaction().run();
        } catch (RuntimeException e) {
            log.debug("a page did not take an update", e);
        }
    }

    @Override
    public AutoCloseable listen(Set<TenantId> tenants, Topic topic, Runnable reaction) {
        var listener = new Listener(Set.copyOf(tenants), topic, reaction);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
