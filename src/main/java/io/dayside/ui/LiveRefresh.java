package io.dayside.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.dayside.tenancy.TenantId;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a part of a page look again, in the page's own turn, whenever something was announced while it is shown. Many
 * announcements in a row lead to one look.
 */
public final class LiveRefresh {

    private final Component part;
    private final Runnable look;
    private final AtomicBoolean asked = new AtomicBoolean();

    private LiveRefresh(Component part, Runnable look) {
        this.part = part;
        this.look = look;
    }

    /** From when the part is attached until it is detached; nothing is looked at by attaching it. */
    public static void of(
            Component part, LiveUpdates updates, Set<TenantId> tenants, LiveUpdates.Topic topic, Runnable look) {
        var refresh = new LiveRefresh(part, look);
        part.addAttachListener(attached -> {
            var ui = attached.getUI();
            var listener = updates.listen(tenants, topic, () -> refresh.soon(ui));
            attached.getSource().addDetachListener(detached -> {
                detached.unregisterListener();
                close(listener);
            });
        });
    }

    private void soon(UI ui) {
        if (asked.compareAndSet(false, true)) {
            var _ = ui.access(() -> {
                asked.set(false);
                if (part.isAttached()) {
                    look.run();
                }
            });
        }
    }

    private static void close(AutoCloseable listener) {
        try {
            listener.close();
        } catch (Exception e) {
            throw new IllegalStateException("a listener could not be closed", e);
        }
    }
}
