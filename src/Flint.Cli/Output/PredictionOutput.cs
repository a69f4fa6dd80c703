using System.Globalization;
using System.Text.Json;
using Flint.Recipes;

namespace Flint.Cli;

/// <summary>Shows what a model says of an input.</summary>
static class PredictionOutput
{
    const int Few = 20;

    internal static void PrintText(Prediction prediction, int width)
    {
        if (prediction is ClassPrediction { Labels.Count: > Few } classes) PrintBest(classes);
        else Console.WriteLine($"{prediction.Input.PadRight(width)}  {Answer(prediction)}");
    }

    // Of a thousand classes the best five, each on a line: their names are long.
    static void PrintBest(ClassPrediction prediction)
    {
        Console.WriteLine(prediction.Input);
        foreach (var c in prediction.Ranking.Take(5)) Console.WriteLine($"  {prediction.Probabilities[c],6:p1}  {prediction.Labels[c]}");
    }

    internal static void PrintJson(Prediction prediction) => JsonLine.Print(json =>
    {
        json.WriteString("input", prediction.Input);
        switch (prediction)
        {
            case ClassPrediction classes: Classes(json, classes); break;
            case JointPrediction joint: Joint(json, joint); break;
            case SimilarityPrediction pair: Similarity(json, pair); break;
            case ForecastPrediction forecast: Forecast(json, forecast); break;
            case PicturePrediction made: json.WriteString("picture", made.Picture); break;
            case BoxPrediction boxes: Boxes(json, boxes); break;
            case MaskPrediction mask: Mask(json, mask); break;
        }
    });

    static string Answer(Prediction prediction) => prediction switch
    {
        ClassPrediction c => string.Join("   ", c.Ranking.Take(3).Select(i => $"{c.Labels[i]} {c.Probabilities[i]:p1}")),
        JointPrediction j => string.Join("   ", j.Answers.Select(a => $"{a.Name} {a.Answer.Label} {a.Answer.Probabilities[a.Answer.Ranking[0]]:p1}")),
        SimilarityPrediction s => string.Create(CultureInfo.InvariantCulture, $"{s.Other}   {s.Label}: similarity {s.Similarity:0.000}, threshold {s.Threshold:0.000}"),
        ForecastPrediction f => $"{f.Unit}: {string.Join("  ", f.Values.Select(v => v.ToString("g5", CultureInfo.InvariantCulture)))}",
        PicturePrediction p => p.Picture,
        BoxPrediction b => $"{Found(b)}; drawn in {b.Picture}",
        MaskPrediction m => $"{string.Join("   ", m.Labels.Zip(m.Shares).Where(c => c.Second >= 0.001).OrderByDescending(c => c.Second).Select(c => $"{c.First} {c.Second:p1}"))}; drawn in {m.Picture}",
        _ => prediction.ToString(),
    };

    static string Found(BoxPrediction prediction) => prediction.Boxes.Count == 0 ? "nothing found" : string.Join("   ", prediction.Boxes.Select(d =>
        string.Create(CultureInfo.InvariantCulture, $"{prediction.Labels[d.Label]} {d.Score:f2} ({d.Box.Left:f0}, {d.Box.Top:f0})-({d.Box.Right:f0}, {d.Box.Bottom:f0})")));

    static void Classes(Utf8JsonWriter json, ClassPrediction prediction)
    {
        json.WriteNumber("class", prediction.Ranking[0]);
        json.WriteString("label", prediction.Label);
        json.WriteStartArray("probabilities");
        foreach (var c in prediction.Ranking)
        {
            json.WriteStartObject();
            json.WriteString("label", prediction.Labels[c]);
            json.WriteNumber("p", prediction.Probabilities[c]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Joint(Utf8JsonWriter json, JointPrediction prediction)
    {
        json.WriteString("label", prediction.Label);
        foreach (var (name, answer) in prediction.Answers)
        {
            json.WriteStartObject(name);
            Classes(json, answer);
            json.WriteEndObject();
        }
    }

    static void Similarity(Utf8JsonWriter json, SimilarityPrediction prediction)
    {
        json.WriteString("other", prediction.Other);
        json.WriteString("label", prediction.Label);
        json.WriteFinite("similarity", prediction.Similarity);
        json.WriteFinite("threshold", prediction.Threshold);
    }

    static void Forecast(Utf8JsonWriter json, ForecastPrediction prediction)
    {
        json.WriteString("unit", prediction.Unit);
        json.WriteStartArray("values");
        foreach (var value in prediction.Values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    static void Boxes(Utf8JsonWriter json, BoxPrediction prediction)
    {
        json.WriteStartArray("boxes");
        foreach (var (box, label, score) in prediction.Boxes)
        {
            json.WriteStartObject();
            json.WriteString("label", prediction.Labels[label]);
            json.WriteNumber("score", score);
            json.WriteStartArray("xyxy");
            foreach (var edge in (ReadOnlySpan<float>)[box.Left, box.Top, box.Right, box.Bottom]) json.WriteNumberValue(edge);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("picture", prediction.Picture);
    }

    static void Mask(Utf8JsonWriter json, MaskPrediction prediction)
    {
        json.WriteStartArray("classes");
        foreach (var (label, share) in prediction.Labels.Zip(prediction.Shares))
        {
            json.WriteStartObject();
            json.WriteString("label", label);
            json.WriteNumber("share", share);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("picture", prediction.Picture);
    }
}
