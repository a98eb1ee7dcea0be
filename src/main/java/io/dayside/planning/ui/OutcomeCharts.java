package io.dayside.planning.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.dom.Element;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.Outcome.Group;
import io.dayside.simulation.WhatIf;
import io.dayside.simulation.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Outcomes of variants beside each other: one chart a class, then every figure in a table. */
class OutcomeCharts extends Div {

    private static final long serialVersionUID = 1L;

    private enum Figure {
        MEAN("Mean wait", "min", 1),
        P95("Wait of the slowest twentieth", "min", 1),
        LATE("Late", "%", 100);

        private final String words;
        private final String unit;
        private final double scale;

        Figure(String words, String unit, double scale) {
            this.words = words;
            this.unit = unit;
            this.scale = scale;
        }

        private Interval of(Group group) {
            return switch (this) {
                case MEAN -> group.mean();
                case P95 -> group.p95();
                case LATE -> group.late();
            };
        }
    }

    private final transient List<Outcome> outcomes;
    private final transient JsonMapper json;
    private final Div charts = new Div();

    OutcomeCharts(List<Outcome> outcomes, JsonMapper json) {
        this.outcomes = outcomes;
        this.json = json;
        addClassName("what-if-outcome");
        charts.addClassName("what-if-charts");
        var figure = new Select<Figure>();
        figure.setLabel("Shown");
        figure.setItems(Figure.values());
        figure.setItemLabelGenerator(one -> one.words);
        figure.addValueChangeListener(event -> show(event.getValue()));
        add(new H2("What would have come of it"), figure, charts, tables(), new Paragraph("""
                Waiting is from complete study to the first opening, interruptions included. ± is the 95 % interval over ten \
                repetitions, which differ in how long each reading takes; all variants meet the same cases. "No policy can \
                beat" is the time until anybody who may read the case is on shift."""));
        figure.setValue(Figure.MEAN);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("/frontend/dayside-charts.js");
    }

    private void show(Figure figure) {
        charts.removeAll();
        groups().forEach(group -> charts.add(chart(figure, group)));
    }

    private List<String> groups() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.groups().stream())
                .map(Group::name)
                .distinct()
                .toList();
    }

    private Component chart(Figure figure, String group) {
        var bars = outcomes.stream().map(outcome -> bar(figure, outcome, group)).toList();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("kind", "bars");
        data.put("title", words(group) + ": " + figure.words.toLowerCase(Locale.ROOT));
        data.put("unit", figure.unit);
        data.put("target", null);
        data.put("bars", bars);
        var chart = new Div();
        var element = new Element("dayside-chart");
        element.setAttribute("data", json.writeValueAsString(data));
        chart.getElement().appendChild(element);
        return chart;
    }

    private static Map<String, @Nullable Object> bar(Figure figure, Outcome outcome, String group) {
        var value = find(outcome, group).map(figure::of).orElse(null);
        var bar = new LinkedHashMap<String, @Nullable Object>();
        bar.put("label", outcome.variant());
        bar.put("value", value == null ? null : finite(value.mean() * figure.scale));
        bar.put("low", value == null ? null : finite(Math.max(0, value.low()) * figure.scale));
        bar.put("high", value == null ? null : finite(value.high() * figure.scale));
        bar.put("urgency", urgency(group));
        return bar;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Optional<Group> find(Outcome outcome, String group) {
        return outcome.groups().stream().filter(one -> one.name().equals(group)).findFirst();
    }

    private static String urgency(String group) {
        return switch (group) {
            case "STAT", WhatIf.FINDING_ORDERED_LOWER -> "critical";
            case "urgent" -> "urgent";
            default -> "routine";
        };
    }

    private static String words(String group) {
        return group.equals(WhatIf.FINDING_ORDERED_LOWER)
                ? "Flagged, ordered lower"
                : group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1);
    }

    private Div tables() {
        var classes = new NativeTable(headers(
                "", "variant", "cases", "mean wait", "slowest twentieth", "longest", "late", "no policy can beat"));
        for (var group : groups()) {
            for (var outcome : outcomes) {
                find(outcome, group).ifPresent(one -> classes.add(row(words(group), outcome.variant(), one)));
            }
        }
        var readers = new NativeTable(headers(
                "variant",
                "of their shifts read",
                "idle a day",
                "interruptions a day",
                "not read in a fortnight more"));
        outcomes.forEach(outcome -> readers.add(new NativeTableRow(
                new NativeTableHeaderCell(outcome.variant()),
                cell(percent(outcome.utilisation())),
                cell("%.1f h".formatted(outcome.idleMinutes().mean() / 60)),
                cell("%.1f".formatted(outcome.interruptions().mean())),
                cell(String.valueOf(outcome.unfinished())))));
        var tables = new Div(classes, new H2("Readers"), readers);
        tables.addClassName("what-if-tables");
        return tables;
    }

    private static NativeTableRow row(String group, String variant, Group figures) {
        return new NativeTableRow(
                new NativeTableHeaderCell(group),
                new NativeTableHeaderCell(variant),
                cell("%.0f".formatted(figures.cases().mean())),
                cell(minutes(figures.mean())),
                cell(minutes(figures.p95())),
                cell("%.0f min".formatted(figures.longest())),
                cell(percent(figures.late())),
                cell("%.1f min".formatted(figures.covered().mean().mean())));
    }

    private static String minutes(Interval interval) {
        return Double.isFinite(interval.halfWidth())
                ? "%.1f ± %.1f min".formatted(interval.mean(), interval.halfWidth())
                : "%.1f min".formatted(interval.mean());
    }

    private static String percent(Interval share) {
        return Double.isFinite(share.halfWidth())
                ? "%.1f ± %.1f %%".formatted(share.mean() * 100, share.halfWidth() * 100)
                : "%.1f %%".formatted(share.mean() * 100);
    }

    private static NativeTableCell cell(String text) {
        return new NativeTableCell(text);
    }

    private static NativeTableRow headers(String... names) {
        var row = new NativeTableRow();
        List.of(names).forEach(name -> row.add(new NativeTableHeaderCell(name)));
        return row;
    }
}
