namespace Flint.Cli.Tests;

public sealed class FiguresColumnTests
{
    [Theory]
    [InlineData(23, "step 1/9  [grey]loss[/]  10/s")]
    [InlineData(20, "step 1/9  [grey]loss[/]  10/s")]
    [InlineData(19, "step 1/9  [grey]loss[/]")]
    [InlineData(13, "step 1/9")]
    [InlineData(7, "")]
    public void WhatDoesNotFitIsLeftOutFromTheEnd(int width, string line) =>
        FiguresColumn.Fitting(["step 1/9", "[grey]loss[/]", "10/s"], width).ShouldBe(line);
}
