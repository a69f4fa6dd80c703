namespace Flint.Imaging;

/// <summary>What a start-of-scan segment states.</summary>
/// <param name="Components">The components whose data follows; more than one are interleaved unit by unit.</param>
/// <param name="First">The first coefficient, in zigzag order.</param>
/// <param name="Last">The last one.</param>
/// <param name="High">The bit that is known already, 0 for the first scan.</param>
/// <param name="Low">The lowest bit that follows.</param>
/// <param name="RestartInterval">Units between restart markers, 0 for none.</param>
sealed record JpegScan(JpegScanComponent[] Components, int First, int Last, int High, int Low, int RestartInterval);

/// <summary>A component of a scan and the tables that its data is coded with.</summary>
/// <param name="Index">Its index in the frame.</param>
/// <param name="Component">The component.</param>
/// <param name="DcTable">The index of the table of the first coefficient.</param>
/// <param name="AcTable">The index of the table of the others.</param>
sealed record JpegScanComponent(int Index, JpegComponent Component, int DcTable, int AcTable);
