package io.dayside.dicom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.net.DimseServer;
import org.junit.jupiter.api.Test;

class KernelStandsAloneTests {

    private final JavaClasses kernel = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dayside.dicom");

    /** Codecs that are not ours, and where alone they may be named. */
    private static final String FFMPEG = "org.bytedeco..";

    private static final String JSON = "tools.jackson.core..";

    @Test
    void kernelUsesNothingButTheJdkItselfAndTheNamedLibraries() {
        classes()
                .that(DescribedPredicate.not(DescribedPredicate.describe(
                        "are package descriptions", KernelStandsAloneTests::isPackageDescription)))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax..", "org.jspecify..", "io.dayside.dicom..", FFMPEG, JSON)
                .check(kernel);
    }

    @Test
    void librariesAreNamedInOnePackageEach() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dayside.dicom.frame..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(FFMPEG)
                .check(kernel);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dayside.dicom.json..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JSON)
                .check(kernel);
    }

    private static boolean isPackageDescription(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    @Test
    void kernelIsSeenByTheRule() {
        assertThat(kernel.contain(Attributes.class)).isTrue();
        assertThat(kernel.contain(DimseServer.class)).isTrue();
    }
}
