package io.dayside.launch;

import java.util.List;
import java.util.function.Function;

/** The demo logins as a table of text. */
final class LoginTable {

    private static final List<Column> COLUMNS = List.of(
            new Column("Role", DemoLogins.DemoLogin::role),
            new Column("Name", DemoLogins.DemoLogin::name),
            new Column("User name", DemoLogins.DemoLogin::username),
            new Column("Password", DemoLogins.DemoLogin::password),
            new Column("What to see", DemoLogins.DemoLogin::see));

    private LoginTable() {}

    private record Column(String title, Function<DemoLogins.DemoLogin, String> value) {

        int width(List<DemoLogins.DemoLogin> logins) {
            return logins.stream()
                    .mapToInt(login -> value.apply(login).length())
                    .reduce(title.length(), Math::max);
        }
    }

    /** One line a login below a line of titles; empty without logins. */
    static String of(List<DemoLogins.DemoLogin> logins) {
        if (logins.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder();
        appendRow(table, logins, Column::title);
        for (DemoLogins.DemoLogin login : logins) {
            appendRow(table, logins, column -> column.value().apply(login));
        }
        return table.toString();
    }

    private static void appendRow(
            StringBuilder table, List<DemoLogins.DemoLogin> logins, Function<Column, String> cell) {
        StringBuilder row = new StringBuilder();
        for (Column column : COLUMNS) {
            row.append("  ").append(cell.apply(column));
            row.repeat(" ", column.width(logins) - cell.apply(column).length());
        }
        table.append(row.toString().stripTrailing()).append('\n');
    }
}
