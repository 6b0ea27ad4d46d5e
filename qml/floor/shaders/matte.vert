// One sun from the front right, and light from all around; darker towards the floor.
VARYING vec4 ink;
VARYING vec2 place;

void MAIN()
{
    vec3 normal = normalize(mat3(INSTANCE_MODEL_MATRIX) * NORMAL);
    float lit = 0.5 + 0.5 * dot(normal, normalize(vec3(0.35, 0.80, 0.55)));
    float height = (INSTANCE_MODEL_MATRIX * vec4(VERTEX, 1.0)).y;
    float shade = mix(0.66, 1.04, lit) * mix(0.92, 1.0, clamp(height / 1500.0, 0.0, 1.0));
    // The instance's tint stands in INSTANCE_DATA.rgb; w says what it colours: 1 upward faces, 2 all, 3 both.
    float roof = step(0.9, normal.y) * mod(INSTANCE_DATA.w, 2.0);
    vec3 own = COLOR.rgb * mix(vec3(1.0), INSTANCE_DATA.rgb, step(1.5, INSTANCE_DATA.w));
    ink = vec4(mix(own, INSTANCE_DATA.rgb * 0.9, roof) * shade, 1.0);
    place = UV0;
    POSITION = INSTANCE_MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
}
