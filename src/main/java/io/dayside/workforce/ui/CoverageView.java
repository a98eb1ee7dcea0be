package io.dayside.workforce.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.tenancy.Facility;
import io.dayside.ui.ViewerZone;
import io.dayside.workforce.Coverage;
import io.dayside.workforce.Coverage.Cell;
import io.dayside.workforce.Coverage.Gap;
import io.dayside.workforce.Specialist.Ages;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** "For whom is there nobody?": who may read what for whom, and what is missing for what hospitals send. */
@Route(CoverageView.ROUTE)
@PageTitle("Coverage · Dayside")
@RolesAllowed({"CREDENTIALING", "MANAGER", "OPERATOR"})
@StyleSheet("workforce.css")
class CoverageView extends Div {

    static final String ROUTE = "coverage";

    private static final long serialVersionUID = 1L;
    private static final String ALL = "";
    private static final int MOST_NAMES = 3;
    private static final int WANTED = 2;
    private static final int HOURS = 36;
    private static final int MOST_WANTED = 20;

    private final transient Coverage coverage;
    private final H1 heading = new H1();
    private final Div missing = new Div();
    private final Div matrix = new Div();
    private final ComboBox<String> hospital = new ComboBox<>("Site");
    private final ComboBox<String> modality = new ComboBox<>("Modality");
    private final Select<Ages> ages = new Select<>();
    private final Checkbox holes = new Checkbox("Only where there is a hole");
    private final IntegerField wanted = new IntegerField("Readers wanted");

    CoverageView(Coverage coverage) {
        this.coverage = coverage;
        addClassNames("credentials", "coverage");
        var filters = new Div(hospital, modality, ages, holes);
        filters.addClassName("coverage-filters");
        add(
                heading,
                new Section(new H2("The hours ahead"), new HoursAheadTable(coverage.ahead(HOURS), zone())),
                section("What is missing", wanted, missing),
                section("Who may read what", filters, matrix));
        prepare();
        showMissing();
        showMatrix();
    }

    private static ZoneId zone() {
        return ViewerZone.of(UI.getCurrent());
    }

    private static Section section(String title, Component filters, Component content) {
        return new Section(new H2(title), filters, content);
    }

    private void prepare() {
        var cells = coverage.matrix(Ages.ADULT);
        hospital.setItems(cells.stream()
                .map(cell -> cell.facility().name())
                .distinct()
                .sorted()
                .toList());
        modality.setItems(cells.stream().map(Cell::modality).distinct().sorted().toList());
        for (var filter : List.of(hospital, modality)) {
            filter.setClearButtonVisible(true);
            filter.setPlaceholder("all");
            filter.addValueChangeListener(_ -> showMatrix());
        }
        ages.setLabel("Patients");
        ages.setItems(Ages.values());
        ages.setItemLabelGenerator(CoverageView::whose);
        ages.setValue(Ages.ADULT);
        ages.addValueChangeListener(_ -> showMatrix());
        holes.addValueChangeListener(_ -> showMatrix());
        wanted.setMin(1);
        wanted.setMax(MOST_WANTED);
        wanted.setStepButtonsVisible(true);
        wanted.setValue(WANTED);
        wanted.addValueChangeListener(_ -> showMissing());
    }

    private static String whose(Ages ages) {
        return switch (ages) {
            case ANY -> "of unknown age";
            case NEWBORN -> "newborns";
            case CHILD -> "children";
            case ADULT -> "adults";
        };
    }

    private void showMissing() {
        int readers = wanted.getValue() == null ? WANTED : wanted.getValue();
        var gaps = coverage.gaps(readers);
        long nobody = gaps.stream().filter(gap -> gap.readers().isEmpty()).count();
        heading.setText(
                nobody == 0
                        ? "Everything that came in 90 days has a reader"
                        : nobody + (nobody == 1 ? " kind" : " kinds")
                                + " of studies that came in 90 days nobody may read");
        missing.removeAll();
        if (gaps.isEmpty()) {
            missing.add(new Paragraph("Whatever came in 90 days has at least %d readers.".formatted(readers)));
            return;
        }
        var table = new NativeTable(
                headers("site", "studies", "sent in 90 days", "may be read by", "nearest, and what is missing"));
        gaps.forEach(gap -> table.add(row(gap)));
        missing.add(table);
    }

    private static NativeTableRow row(Gap gap) {
        var readers = new NativeTableCell(gap.readers().isEmpty() ? "✗ nobody" : String.join(", ", gap.readers()));
        readers.addClassName(gap.readers().isEmpty() ? "hole" : "few");
        var nearest = new NativeTableCell();
        gap.nearest()
                .forEach(near ->
                        nearest.add(new Div(new Span(near.displayName() + ": " + String.join(", ", near.missing())))));
        return new NativeTableRow(
                new NativeTableHeaderCell(gap.facility().name()),
                new NativeTableCell(gap.kind().words()),
                new NativeTableCell(String.valueOf(gap.sent())),
                readers,
                nearest);
    }

    private void showMatrix() {
        matrix.removeAll();
        var rows = new LinkedHashMap<String, List<Cell>>();
        coverage.matrix(ages.getValue() == null ? Ages.ADULT : ages.getValue()).stream()
                .filter(cell -> isChosen(cell.facility(), cell.modality()))
                .collect(Collectors.groupingBy(
                        cell -> cell.facility().name() + "\n" + cell.modality(), TreeMap::new, Collectors.toList()))
                .forEach((key, cells) -> {
                    if (!holes.getValue() || cells.stream().anyMatch(Cell::isHole)) {
                        rows.put(key, cells);
                    }
                });
        matrix.add(rows.isEmpty() ? new Paragraph("Nothing answers to that.") : table(rows));
    }

    private boolean isChosen(Facility facility, String read) {
        return (chosen(hospital).equals(ALL) || chosen(hospital).equals(facility.name()))
                && (chosen(modality).equals(ALL) || chosen(modality).equals(read));
    }

    private static String chosen(ComboBox<String> filter) {
        return filter.getValue() == null ? ALL : filter.getValue();
    }

    private static NativeTable table(Map<String, List<Cell>> rows) {
        var regions = rows.values().iterator().next().stream()
                .map(cell -> Standings.inWords(cell.bodyRegion()))
                .toList();
        var headers = headers("site", "modality");
        regions.forEach(region -> headers.add(new NativeTableHeaderCell(region)));
        var table = new NativeTable(headers);
        table.addClassName("coverage-matrix");
        rows.values().forEach(cells -> {
            var row = new NativeTableRow(
                    new NativeTableHeaderCell(cells.getFirst().facility().name()),
                    new NativeTableHeaderCell(cells.getFirst().modality()));
            cells.forEach(cell -> row.add(cell(cell)));
            table.add(row);
        });
        return table;
    }

    /** A count with names: all of them where they are few, on hover where they are many. */
    private static NativeTableCell cell(Cell cell) {
        if (cell.isHole()) {
            var hole = new NativeTableCell("✗ nobody");
            hole.addClassName("hole");
            return hole;
        }
        var names = cell.readers();
        var count = new Span(String.valueOf(names.size()));
        count.addClassName("coverage-count");
        var few = new Span(
                names.stream().limit(MOST_NAMES).map(CoverageView::surname).collect(Collectors.joining(", "))
                        + (names.size() > MOST_NAMES ? " …" : ""));
        few.addClassName("quiet");
        var shown = new NativeTableCell();
        shown.add(count, few);
        shown.getElement().setAttribute("title", String.join(", ", names));
        if (names.size() == 1) {
            shown.addClassName("few");
        }
        return shown;
    }

    private static String surname(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private static NativeTableRow headers(String... names) {
        var row = new NativeTableRow();
        for (var name : names) {
            row.add(new NativeTableHeaderCell(name));
        }
        return row;
    }
}
