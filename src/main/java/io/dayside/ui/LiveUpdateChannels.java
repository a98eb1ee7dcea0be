package io.dayside.ui;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.listener.PatternTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** Listens to what other nodes announce. */
@Configuration(proxyBeanMethods = false)
class LiveUpdateChannels {

    @Bean
    RedisMessageListenerContainer liveUpdateMessages(RedisConnectionFactory connections, RedisLiveUpdates updates) {
        var container = new RedisMessageListenerContainer();
        container.setConnectionFactory(connections);
        container.addMessageListener(updates, new PatternTopic(RedisLiveUpdates.CHANNELS));
        return container;
    }
}
