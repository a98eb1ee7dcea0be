package io.dayside.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;
import org.springframework.stereotype.Component;

/** What every page loads: server push, Lumo, and our palette over it. */
@Component
@Push
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("dayside.css")
class ShellConfiguration implements AppShellConfigurator {

    private static final long serialVersionUID = 1L;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Dayside");
        settings.addMetaTag("color-scheme", "light dark");
        settings.addFavIcon("icon", "/dayside.svg", "any");
        settings.setViewport("width=device-width, initial-scale=1");
    }
}
