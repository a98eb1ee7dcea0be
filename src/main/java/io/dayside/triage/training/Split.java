package io.dayside.triage.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Samples in three parts that share no patient: 68 % to train, 12 % to calibrate, 20 % to measure. */
record Split(List<Sample> train, List<Sample> validation, List<Sample> test) {

    static Split byPatient(List<Sample> samples, long seed) {
        var patients = new TreeMap<String, List<Sample>>();
        samples.forEach(sample -> patients.computeIfAbsent(sample.patient(), _ -> new ArrayList<>())
                .add(sample));
        List<List<Sample>> order = new ArrayList<>(patients.values());
        Collections.shuffle(order, new Random(seed));
        int firstOfValidation = (int) Math.round(order.size() * 0.68);
        int firstOfTest = (int) Math.round(order.size() * 0.80);
        return new Split(
                flat(order.subList(0, firstOfValidation)),
                flat(order.subList(firstOfValidation, firstOfTest)),
                flat(order.subList(firstOfTest, order.size())));
    }

    private static List<Sample> flat(List<List<Sample>> patients) {
        return patients.stream().flatMap(Collection::stream).toList();
    }

    static Split joined(List<Split> splits) {
        return new Split(
                splits.stream().flatMap(each -> each.train.stream()).toList(),
                splits.stream().flatMap(each -> each.validation.stream()).toList(),
                splits.stream().flatMap(each -> each.test.stream()).toList());
    }
}
