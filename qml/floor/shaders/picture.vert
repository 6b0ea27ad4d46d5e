// As matte.vert; the picture takes the place of the material, the instance's tint colours it.
VARYING vec3 ink;
VARYING vec2 place;
VARYING float plain;

void MAIN()
{
    vec3 normal = normalize(mat3(INSTANCE_MODEL_MATRIX) * NORMAL);
    float lit = 0.5 + 0.5 * dot(normal, normalize(vec3(0.35, 0.80, 0.55)));
    float height = (INSTANCE_MODEL_MATRIX * vec4(VERTEX, 1.0)).y;
    float shade = mix(0.70, 1.04, lit) * mix(0.93, 1.0, clamp(height / 1500.0, 0.0, 1.0));
    ink = COLOR.rgb * INSTANCE_DATA.rgb * shade;
    // A tinted face shows its tint alone. Chosen here, since Qt 6.4 does not load a texture again that was
    // taken from a material and given back.
    plain = step(0.5, INSTANCE_DATA.w);
    place = UV0;
    POSITION = INSTANCE_MODELVIEWPROJECTION_MATRIX * vec4(VERTEX, 1.0);
}
