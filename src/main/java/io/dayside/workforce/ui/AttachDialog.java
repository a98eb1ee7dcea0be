package io.dayside.workforce.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.dayside.workforce.CredentialDocuments;
import io.dayside.workforce.CredentialDocuments.Outcome;
import java.util.function.BiFunction;

/** A paper from the officer's machine. */
class AttachDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final Paragraph said = new Paragraph("A PDF, PNG or JPEG of at most 10 MB.");
    private final transient BiFunction<String, byte[], Outcome> attach;
    private final transient Runnable attached;

    /** @param attach takes the file's name and content */
    AttachDialog(String what, BiFunction<String, byte[], Outcome> attach, Runnable attached) {
        this.attach = attach;
        this.attached = attached;
        setHeaderTitle("Attach a paper to " + what);
        said.getElement().setAttribute("role", "status");
        var upload = new Upload(UploadHandler.inMemory((file, content) -> take(file.fileName(), content)));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(CredentialDocuments.MOST_BYTES);
        upload.setAcceptedMimeTypes("application/pdf", "image/png", "image/jpeg");
        upload.addFileRejectedListener(_ -> said.setText("It is no PDF, PNG or JPEG of at most 10 MB."));
        add(said, upload);
        getFooter().add(new Button("Close", _ -> close()));
    }

    private void take(String name, byte[] content) {
        switch (attach.apply(name, content)) {
            case Outcome.Attached _ -> {
                close();
                attached.run();
            }
            case Outcome.Refused(var reason) -> said.setText(reason.words());
        }
    }
}
