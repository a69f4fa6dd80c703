using System.Xml.Linq;

namespace Flint.Imaging.Tests;

public class DrawingTests
{
    [Fact]
    public void A_line_covers_its_pixels_and_half_of_a_half_covered_one()
    {
        var image = new Drawing(20, 10).Line(2, 5, 18, 5, new(0, 0, 0), 3).ToImage(scale: 1);
        image[10, 5, 0].ShouldBe((byte)0);
        ((double)image[10, 3, 0]).ShouldBe(127.5, tolerance: 1);
        image[10, 2, 0].ShouldBe((byte)255);
    }

    [Fact]
    public void A_rectangle_blends_where_it_covers_part_of_a_pixel()
    {
        var image = new Drawing(4, 4).Fill(1, 1, 1.5, 1, new(255, 0, 0)).ToImage(scale: 1);
        (image[1, 1, 0], image[1, 1, 1]).ShouldBe(((byte)255, (byte)0));
        ((double)image[2, 1, 1]).ShouldBe(128, tolerance: 1);
        image[3, 1, 1].ShouldBe((byte)255);
    }

    [Fact]
    public void Joints_of_a_translucent_line_are_painted_once()
    {
        var image = new Drawing(20, 20).Line([(4, 10), (10, 10), (16, 10)], new(0, 0, 0, 128), 5).ToImage(scale: 1);
        image[10, 10, 0].ShouldBe(image[6, 10, 0]);
    }

    [Fact]
    public void Svg_is_xml_and_keeps_the_text()
    {
        var svg = XDocument.Parse(new Drawing(50, 50).Text("a < b & \"c\"", 1, 10, Color.Ink).Picture(new(2, 2, 1), 0, 0, 4, 4).ToSvg());
        svg.Descendants().Single(e => e.Name.LocalName == "text").Value.ShouldBe("a < b & \"c\"");
        var href = svg.Descendants().Single(e => e.Name.LocalName == "image").Attribute("href")!.Value;
        Image.Decode(Convert.FromBase64String(href["data:image/png;base64,".Length..])).Width.ShouldBe(2);
    }

    [Fact]
    public void Every_printable_character_has_a_shape_of_its_own()
    {
        var shapes = Enumerable.Range(33, 94).Select(c => string.Join(' ', StrokeFont.Strokes(((char)c).ToString()).Select(s => string.Join('-', s)))).ToArray();
        shapes.Distinct().Count().ShouldBe(shapes.Length);
    }

    [Theory]
    [InlineData(0, 2.4, "0.0 0.5 1.0 1.5 2.0 2.5")]
    [InlineData(0.913, 0.991, "0.90 0.92 0.94 0.96 0.98 1.00")]
    [InlineData(-30, 30, "-40 -20 0 20 40")]
    [InlineData(7, 7, "6.4 6.6 6.8 7.0 7.2 7.4 7.6")]
    public void Axes_are_labelled_with_round_numbers(double low, double high, string labels) =>
        string.Join(' ', new Axis(low, high, 0, 100).Ticks().Select(t => t.Label)).ShouldBe(labels);

    [Fact]
    public void A_chart_survives_empty_and_non_finite_data()
    {
        new LineChart { Series = [] }.Draw().ToSvg().ShouldContain("<svg");
        var svg = new LineChart { Series = [new("x", [0, 1, 2, 3], [1, double.NaN, 2, double.PositiveInfinity])] }.Draw().ToSvg();
        svg.ShouldNotContain("NaN");
        svg.ShouldNotContain("Infinity");
        new BarChart { Labels = [], Values = [] }.Draw().ToImage().Width.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void The_legend_is_at_the_top_right_of_a_falling_curve_and_below_a_rising_one(int slope, bool isOnTop)
    {
        double[] steps = [.. Enumerable.Range(0, 100)];
        var chart = new LineChart { Series = [new("curve", steps, [.. steps.Select(x => slope * x)])] };
        var legend = XDocument.Parse(chart.Draw().ToSvg()).Descendants().Single(e => e.Name.LocalName == "text" && e.Value == "curve");
        ((double)legend.Attribute("x")!).ShouldBeGreaterThan(chart.Width / 2);
        ((double)legend.Attribute("y")! < chart.Height / 2).ShouldBe(isOnTop);
    }

    [Fact]
    public void A_bar_chart_needs_a_label_for_each_bar() =>
        Should.Throw<InvalidOperationException>(() => new BarChart { Labels = ["a"], Values = [1, 2] }.Draw()).Message.ShouldContain("1 labels for 2 values");

    [Fact]
    public void A_heat_map_colours_the_largest_value_strongest()
    {
        var image = new HeatMap { Values = new double[,] { { 0, 9 }, { 3, 0 } }, NumberFormat = "" }.Draw().ToImage(scale: 1);
        byte Red(int row, int column) => image[34 + column * 36 + 10, 34 + row * 36 + 10, 0];
        Red(0, 1).ShouldBe(Color.Series(0).R);
        Red(1, 0).ShouldBeGreaterThan(Red(0, 1));
        Red(1, 0).ShouldBeLessThan(Red(0, 0));
    }
}
