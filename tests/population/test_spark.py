"""The caseload function inside a local Spark gives what it gives on one machine."""

import os
import sys
from datetime import date

import pytest

from trede.law import NoLawInForce, UnknownRegime
from trede.law.cache import load_regime
from trede.population import drawing, read_assumptions
from trede.population.spark import assess_partitions
from trede.population.writing import write_people
from trede.reason import UnknownProvision

ON = date(2024, 1, 1)
PROVISIONS = ["tijdelijke_loonkostensubsidie", "proefplaats"]


def test_what_is_not_there_is_told_before_anything_is_sent():
    with pytest.raises(UnknownRegime):
        assess_partitions("nergens", ON)
    with pytest.raises(NoLawInForce):
        assess_partitions("amstelveen", date(1999, 1, 1))
    with pytest.raises(UnknownProvision):
        assess_partitions("amstelveen", ON, ["fiets van de zaak"])


def test_the_columns_as_spark_names_them():
    schema = assess_partitions("amstelveen", ON, PROVISIONS).schema.split(", ")
    assert schema[:3] == [
        "`persoon` STRING", "`tijdelijke_loonkostensubsidie` STRING",
        "`tijdelijke_loonkostensubsidie.bedrag_eerste_halfjaar` DECIMAL(18,2)",
    ]  # fmt: skip
    assert schema[-3:] == [
        "`proefplaats.ontbreekt` ARRAY<STRING>", "`proefplaats.oordelen` ARRAY<STRING>", "`onleesbaar` STRING",
    ]  # fmt: skip


@pytest.mark.needs_spark
@pytest.mark.slow
def test_spark_gives_the_same_answers(tmp_path, monkeypatch):
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark.sql import SparkSession

    regime = load_regime("amstelveen")
    made = drawing(regime, read_assumptions(regime), ON)
    write_people(tmp_path / "people.parquet", made.blocks(400, 5), regime.vocabulary)
    assess = assess_partitions("amstelveen", ON, PROVISIONS)
    table = pq.read_table(tmp_path / "people.parquet")
    here = pa.Table.from_batches(assess(table.to_batches(max_chunksize=400)))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(p for p in sys.path if p))
    settings = {
        "spark.master": "local[2]", "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "150", "spark.local.dir": str(tmp_path),
        "spark.sql.warehouse.dir": str(tmp_path / "warehouse"),
    }  # fmt: skip
    builder = SparkSession.builder.appName("trede")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        people = spark.read.parquet(str(tmp_path / "people.parquet")).repartition(2)
        rows = people.mapInArrow(assess, assess.schema).collect()
    finally:
        spark.stop()
    there = sorted((row.asDict() for row in rows), key=lambda row: int(row["persoon"]))
    assert there == here.to_pylist()
    assert {row["proefplaats"] for row in there} > {"geweigerd"}
