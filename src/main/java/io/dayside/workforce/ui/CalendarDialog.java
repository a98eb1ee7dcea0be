package io.dayside.workforce.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.NoSuchElementException;
import java.util.function.ToIntFunction;

/** Somebody's shifts from an iCalendar file. */
class CalendarDialog extends Dialog {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 1 << 20;

    private final Paragraph said = new Paragraph(
            "An iCalendar file (.ics). Its events of the next 90 days become extra shifts, in place of what an earlier file "
                    + "brought. An event that begins with “on call” is being on call, with “off” or “break” an absence.");

    /** @param take throws {@link IllegalArgumentException} with what is wrong, in words; says how many shifts came */
    CalendarDialog(String whose, ToIntFunction<byte[]> take, Runnable taken) {
        setHeaderTitle("Calendar of " + whose);
        setWidth("min(34rem, 96vw)");
        said.getElement().setAttribute("role", "status");
        var upload = new Upload(UploadHandler.inMemory((_, content) -> {
            try {
                said.setText("%d shifts were taken over.".formatted(take.applyAsInt(content)));
                taken.run();
            } catch (IllegalArgumentException | NoSuchElementException e) {
                said.setText("⚠ " + e.getMessage());
            }
        }));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(MOST_BYTES);
        upload.addFileRejectedListener(_ -> said.setText("⚠ It is larger than 1 MiB."));
        add(said, upload);
        getFooter().add(new Button("Close", _ -> close()));
    }
}
